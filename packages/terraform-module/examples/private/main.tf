# Reached through one VPC endpoint only: the API's policy denies every other way in.
module "authorizer" {
  source = "../.."

  api_name             = "private"
  lambda_function_name = "private-authorizer"
  endpoint_type        = "PRIVATE"
  vpc_endpoint_ids     = [var.vpc_endpoint_id]

  deployment_dependencies = [aws_api_gateway_method.orders, aws_api_gateway_integration.orders]
}
