output "rest_api_id" {
  description = "The API."
  value       = module.authorizer.rest_api_id
}

output "url" {
  description = "Address of the protected method."
  value       = "${module.authorizer.stage_invoke_url}/orders"
}
