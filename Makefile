# What people do with huifang. `make` alone tells.

SHELL := /bin/bash
HUIFANG := .build/release/huifang
FORMATTED := $(wildcard Package.swift Sources Tests)
# An import that Package.swift doesn't name is an error: the arrows between the targets are the design.
CHECKED := --explicit-target-dependency-import-check error

export HUIFANG_HOME ?= .huifang
export HUIFANG_PORT ?= 8080
export DAYS ?=
export FILTER ?=
export LOOPS ?= 15
export RUNS ?= 3

.DEFAULT_GOAL := help
.PHONY: help setup build run stop reset test suite test-days test-load format lint bench plans crash

help: ## Show this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1\t\2/p' Makefile | expand -t 16

setup: ## Install the Debian packages that are missing, and check Swift
	@scripts/setup.sh

build: setup ## Build .build/release/huifang
	@swift build --configuration release --product huifang $(CHECKED)

run: build ## Start the service with its own database and demo data (HUIFANG_HOME, HUIFANG_PORT)
	@exec $(HUIFANG) up

stop: ## Stop what `make run` started
	@scripts/when-built.sh stop

reset: ## Delete the database and everything else in HUIFANG_HOME (FORCE=1 doesn't ask)
	@scripts/reset.sh

test: setup lint ## Check format and imports, then run all tests, in parallel, with throw-away databases
	@swift test $(CHECKED)

suite: setup
	@swift build --build-tests $(CHECKED)

test-days: suite ## Run all tests on seven days under faketime (DAYS="first leap", FILTER=…): an hour, not part of CI
	@scripts/setup.sh faketime
	@scripts/test-days.sh $(DAYS)

test-load: suite ## Run all tests three times beside fifteen busy loops (RUNS, LOOPS, FILTER): not part of CI
	@scripts/test-load.sh

format: ## Format the Swift code in place
	@swift format --in-place --recursive --parallel $(FORMATTED)

lint: ## Check the format and the rules of .swift-format
	@swift format lint --strict --recursive --parallel $(FORMATTED)

bench: setup ## Measure and write docs/benchmarks.md
	@swift run --configuration release Benchmarks

plans: setup ## Check the plans of the hot statements at a million tasks
	@swift run --configuration release Benchmarks plans

crash: setup ## Kill service and database in the middle of work and count what is left
	@swift run --configuration release Benchmarks crash
