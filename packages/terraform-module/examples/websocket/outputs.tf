output "api_id" {
  description = "The API."
  value       = aws_apigatewayv2_api.this.id
}

output "authorizer_id" {
  description = "The authorizer."
  value       = module.authorizer.authorizer_id
}
