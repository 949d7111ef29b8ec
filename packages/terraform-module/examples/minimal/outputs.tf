output "url" {
  description = "Address of the protected method."
  value       = "${module.authorizer.stage_invoke_url}/orders"
}

output "next_step" {
  description = "What to write next while everything is denied."
  value       = module.authorizer.next_step
}
