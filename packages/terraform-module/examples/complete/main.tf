module "authorizer" {
  source = "../.."

  api_name             = "complete"
  api_description      = "Everything that the module can set"
  authorizer_name      = "tokens"
  lambda_function_name = "complete-authorizer"
  lambda_description   = "Verifies tokens of auth.example.com"
  bundle_dir           = "${path.root}/.authchain"

  # Over what the bundle says: the TTL may be shorter, never longer.
  authorizer_ttl_seconds = var.authorizer_ttl_seconds
  identity_source        = var.identity_source
  authorizer_invocation  = "permission"

  # UNAUTHORIZED and AUTHORIZER_CONFIGURATION_ERROR are those of the bundle; this one takes its place.
  gateway_responses = {
    ACCESS_DENIED = {
      status_code         = "403"
      response_parameters = { "gatewayresponse.header.Access-Control-Allow-Origin" = "'*'" }
      response_templates  = { "application/json" = "{\"error\":\"${var.denied_error}\"}" }
    }
  }

  lambda_memory_size           = 256
  lambda_timeout               = 6
  lambda_architecture          = "x86_64"
  lambda_publish               = true
  lambda_reserved_concurrency  = 50
  lambda_tracing               = true
  lambda_environment_variables = { POWERTOOLS_SERVICE_NAME = "orders" }
  lambda_layers                = [aws_lambda_layer_version.shared.arn]
  lambda_policy_statements = [
    { sid = "ReadTable", actions = ["dynamodb:GetItem"], resources = ["arn:aws:dynamodb:us-east-1:123456789012:table/orders"] },
  ]
  lambda_policy_arns       = { insights = aws_iam_policy.insights.arn }
  iam_path                 = "/authorizers/"
  iam_permissions_boundary = aws_iam_policy.boundary.arn

  stage_name                 = "live"
  stage_variables            = { backend = "blue" }
  stage_xray_tracing_enabled = true
  stage_throttle             = { rate_limit = 100, burst_limit = 200 }
  api_logging_level          = "INFO"
  access_log_format          = jsonencode({ requestId = "$context.requestId", status = "$context.status", caller = "$context.authorizer.caller" })
  log_retention_days         = 30
  tags                       = { service = "orders" }

  deployment_dependencies = concat(
    values(aws_api_gateway_method.orders),
    values(aws_api_gateway_integration.orders),
    values(aws_api_gateway_method.order),
    values(aws_api_gateway_integration.order),
    [aws_api_gateway_resource.orders, aws_api_gateway_resource.order],
  )

  depends_on = [module.account]
}

module "account" {
  source = "../../modules/account"

  role_name = "complete-api-gateway-logs"
}
