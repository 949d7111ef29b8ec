module "authorizer" {
  source = "../../modules/http-api"

  api_id               = aws_apigatewayv2_api.this.id
  api_execution_arn    = aws_apigatewayv2_api.this.execution_arn
  lambda_function_name = "http-api-authorizer"
  bundle_dir           = "${path.root}/.authchain"
  lambda               = { memory_size = 256, log_retention_days = 30 }
}

resource "aws_apigatewayv2_api" "this" {
  name          = "http-api"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "orders" {
  api_id             = aws_apigatewayv2_api.this.id
  integration_type   = "HTTP_PROXY"
  integration_method = "GET"
  integration_uri    = "https://orders.example.com/"
}

resource "aws_apigatewayv2_route" "orders" {
  api_id             = aws_apigatewayv2_api.this.id
  route_key          = "GET /orders"
  target             = "integrations/${aws_apigatewayv2_integration.orders.id}"
  authorization_type = "CUSTOM"
  authorizer_id      = module.authorizer.authorizer_id
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = "$default"
  auto_deploy = true
}
