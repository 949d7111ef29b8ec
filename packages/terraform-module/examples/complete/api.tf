resource "aws_api_gateway_resource" "orders" {
  rest_api_id = module.authorizer.rest_api_id
  parent_id   = module.authorizer.rest_api_root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_method" "orders" {
  for_each = var.orders_methods

  rest_api_id   = module.authorizer.rest_api_id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = each.key
  authorization = "CUSTOM"
  authorizer_id = module.authorizer.authorizer_id
}

resource "aws_api_gateway_integration" "orders" {
  for_each = aws_api_gateway_method.orders

  rest_api_id       = module.authorizer.rest_api_id
  resource_id       = each.value.resource_id
  http_method       = each.value.http_method
  type              = "MOCK"
  request_templates = { "application/json" = "{\"statusCode\": 200}" }
}

resource "aws_api_gateway_resource" "order" {
  rest_api_id = module.authorizer.rest_api_id
  parent_id   = aws_api_gateway_resource.orders.id
  path_part   = "{id}"
}

resource "aws_api_gateway_method" "order" {
  for_each = var.order_methods

  rest_api_id   = module.authorizer.rest_api_id
  resource_id   = aws_api_gateway_resource.order.id
  http_method   = each.key
  authorization = "CUSTOM"
  authorizer_id = module.authorizer.authorizer_id
}

resource "aws_api_gateway_integration" "order" {
  for_each = aws_api_gateway_method.order

  rest_api_id       = module.authorizer.rest_api_id
  resource_id       = each.value.resource_id
  http_method       = each.value.http_method
  type              = "MOCK"
  request_templates = { "application/json" = "{\"statusCode\": 200}" }
}
