variable "vpc_endpoint_id" {
  description = "Interface endpoint for execute-api."
  type        = string
  default     = "vpce-0123456789abcdef0"
}
