locals {
  routes = { for route in var.routes : "${route.method} ${route.resource}" => route }
  resource_ids = {
    orders = aws_api_gateway_resource.orders.id
    order  = aws_api_gateway_resource.order.id
  }
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = module.authorizer.rest_api_id
  parent_id   = module.authorizer.rest_api_root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_resource" "order" {
  rest_api_id = module.authorizer.rest_api_id
  parent_id   = aws_api_gateway_resource.orders.id
  path_part   = "{id}"
}

resource "aws_api_gateway_method" "route" {
  for_each = local.routes

  rest_api_id   = module.authorizer.rest_api_id
  resource_id   = local.resource_ids[each.value.resource]
  http_method   = each.value.method
  authorization = "CUSTOM"
  authorizer_id = module.authorizer.authorizer_id
}

resource "aws_api_gateway_integration" "route" {
  for_each = aws_api_gateway_method.route

  rest_api_id       = module.authorizer.rest_api_id
  resource_id       = each.value.resource_id
  http_method       = each.value.http_method
  type              = "MOCK"
  request_templates = { "application/json" = "{\"statusCode\": 200}" }
}
