output "url" {
  description = "Address of the protected route."
  value       = "${aws_apigatewayv2_api.this.api_endpoint}/orders"
}

output "api_id" {
  description = "The API."
  value       = aws_apigatewayv2_api.this.id
}

output "authorizer_id" {
  description = "The authorizer."
  value       = module.authorizer.authorizer_id
}
