output "url" {
  description = "Address of the orders."
  value       = "${module.authorizer.stage_invoke_url}/orders"
}

output "authorizer" {
  description = "How API Gateway asks the authorizer."
  value       = module.authorizer.authorizer_settings
}

output "rest_api_id" {
  description = "The API."
  value       = module.authorizer.rest_api_id
}
