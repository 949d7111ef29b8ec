variable "example_token_sha256" {
  description = "SHA-256 of the one bearer token that passes, in hex; null denies everything."
  type        = string
  default     = null
}
