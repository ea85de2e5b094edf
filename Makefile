# What people do with huifang. `make` alone tells.

SHELL := /bin/bash
HUIFANG := .build/release/huifang
FORMATTED := $(wildcard Package.swift Sources Tests)
# An import that Package.swift doesn't name is an error: the arrows between the targets are the design.
CHECKED := --explicit-target-dependency-import-check error

export HUIFANG_HOME ?= .huifang
export HUIFANG_PORT ?= 8080

.DEFAULT_GOAL := help
.PHONY: help setup build run stop reset test format lint bench plans crash

help: ## Show this list
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' Makefile | expand -t 16

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

test: setup ## Run all tests, in parallel, with throw-away databases
	@swift test $(CHECKED)

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
