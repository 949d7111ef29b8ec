module "authorizer" {
  source = "../../modules/websocket"

  api_id               = aws_apigatewayv2_api.this.id
  api_execution_arn    = aws_apigatewayv2_api.this.execution_arn
  lambda_function_name = "websocket-authorizer"
  bundle_dir           = "${path.root}/.authchain"
}

resource "aws_apigatewayv2_api" "this" {
  name                       = "websocket"
  protocol_type              = "WEBSOCKET"
  route_selection_expression = "$request.body.action"
}

resource "aws_apigatewayv2_integration" "connect" {
  api_id           = aws_apigatewayv2_api.this.id
  integration_type = "MOCK"
}

# Only $connect takes an authorizer; what it says stays with the connection.
resource "aws_apigatewayv2_route" "connect" {
  api_id             = aws_apigatewayv2_api.this.id
  route_key          = "$connect"
  target             = "integrations/${aws_apigatewayv2_integration.connect.id}"
  authorization_type = "CUSTOM"
  authorizer_id      = module.authorizer.authorizer_id
}

resource "aws_apigatewayv2_stage" "this" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = "prod"
  auto_deploy = true
}
