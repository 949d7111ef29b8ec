variable "authorizer_ttl_seconds" {
  description = "Seconds that an answer is cached; null is what the bundle says."
  type        = number
  default     = null
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

variable "orders_methods" {
  description = "The methods of /orders."
  type        = set(string)
  default     = ["GET"]
}

variable "order_methods" {
  description = "The methods of /orders/{id}."
  type        = set(string)
  default     = ["GET"]
}
