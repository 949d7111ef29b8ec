# The API, its methods and its stages are somebody else's; the module brings the authorizer.
module "authorizer" {
  source = "../.."

  create_rest_api      = false
  rest_api_id          = aws_api_gateway_rest_api.existing.id
  create_deployment    = false
  lambda_function_name = "existing-api-authorizer"
}

resource "aws_api_gateway_rest_api" "existing" {
  name = "existing"
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.existing.id
  parent_id   = aws_api_gateway_rest_api.existing.root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_method" "orders" {
  rest_api_id   = aws_api_gateway_rest_api.existing.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = "CUSTOM"
  authorizer_id = module.authorizer.authorizer_id
}

resource "aws_api_gateway_integration" "orders" {
  rest_api_id       = aws_api_gateway_rest_api.existing.id
  resource_id       = aws_api_gateway_resource.orders.id
  http_method       = aws_api_gateway_method.orders.http_method
  type              = "MOCK"
  request_templates = { "application/json" = "{\"statusCode\": 200}" }
}

resource "aws_api_gateway_deployment" "existing" {
  rest_api_id = aws_api_gateway_rest_api.existing.id
  triggers = { content = sha256(jsonencode([
    module.authorizer.authorizer_settings,
    aws_api_gateway_method.orders.authorizer_id,
    aws_api_gateway_integration.orders.request_templates,
  ])) }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "existing" {
  rest_api_id   = aws_api_gateway_rest_api.existing.id
  deployment_id = aws_api_gateway_deployment.existing.id
  stage_name    = "prod"
}
