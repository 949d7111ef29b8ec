resource "aws_api_gateway_resource" "orders" {
  rest_api_id = module.authorizer.rest_api_id
  parent_id   = module.authorizer.rest_api_root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_method" "orders" {
  rest_api_id   = module.authorizer.rest_api_id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = "CUSTOM"
  authorizer_id = module.authorizer.authorizer_id
}

resource "aws_api_gateway_integration" "orders" {
  rest_api_id       = module.authorizer.rest_api_id
  resource_id       = aws_api_gateway_resource.orders.id
  http_method       = aws_api_gateway_method.orders.http_method
  type              = "MOCK"
  request_templates = { "application/json" = "{\"statusCode\": 200}" }
}
