variable "authorizer_ttl_seconds" {
  description = "Seconds that an answer is cached."
  type        = number
  default     = 300
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
