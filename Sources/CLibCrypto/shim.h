// OpenSSL's libcrypto: ciphers, digests, key derivation, signatures and random numbers.
#pragma once
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

// Parameter lists are built by macros and mutable C strings, which Swift can't write safely: hence these functions.

/// A context for HMAC with SHA-256 whose key is set; EVP_MAC_init without a key starts it again. NULL on failure.
static inline EVP_MAC_CTX *vault_hmac_sha256_new(const unsigned char *key, size_t key_length) {
  EVP_MAC *mac = EVP_MAC_fetch(NULL, OSSL_MAC_NAME_HMAC, NULL);
  if (mac == NULL) return NULL;
  EVP_MAC_CTX *context = EVP_MAC_CTX_new(mac);
  EVP_MAC_free(mac);
  if (context == NULL) return NULL;
  char digest[] = "SHA256";
  OSSL_PARAM parameters[] = {
    OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
    OSSL_PARAM_construct_end(),
  };
  if (EVP_MAC_init(context, key, key_length, parameters) == 1) return context;
  EVP_MAC_CTX_free(context);
  return NULL;
}

/// HKDF with SHA-256, extract and expand (RFC 5869). 1 on success.
static inline int vault_hkdf_sha256(
    const unsigned char *key, size_t key_length, const unsigned char *salt, size_t salt_length,
    const unsigned char *info, size_t info_length, unsigned char *output, size_t output_length) {
  EVP_KDF *kdf = EVP_KDF_fetch(NULL, OSSL_KDF_NAME_HKDF, NULL);
  if (kdf == NULL) return 0;
  EVP_KDF_CTX *context = EVP_KDF_CTX_new(kdf);
  EVP_KDF_free(kdf);
  if (context == NULL) return 0;
  char digest[] = "SHA256";
  OSSL_PARAM parameters[5];
  OSSL_PARAM *next = parameters;
  *next++ = OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0);
  *next++ = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, (void *)key, key_length);
  if (salt_length > 0) {
    *next++ = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, (void *)salt, salt_length);
  }
  if (info_length > 0) {
    *next++ = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, (void *)info, info_length);
  }
  *next = OSSL_PARAM_construct_end();
  int result = EVP_KDF_derive(context, output, output_length, parameters);
  EVP_KDF_CTX_free(context);
  return result;
}
