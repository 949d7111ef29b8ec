variable "authorizer_ttl_seconds" {
  description = "Seconds that an answer is cached."
  type        = number
  default     = 300
}

variable "identity_source" {
  description = "Where the credential stands; null is what the bundle says."
  type        = string
  default     = null
}

variable "denied_error" {
  description = "What a 403 says."
  type        = string
  default     = "forbidden"
}

variable "routes" {
  description = "The methods of the API."
  type        = list(object({ method = string, resource = string }))
  default = [
    { method = "GET", resource = "orders" },
    { method = "GET", resource = "order" },
  ]
}
