# A module of its own, because Terraform counts every use of `module.x[each.key]` as a use of all its outputs:
# methods that name the authorizer's id and a deployment that waits for them would be a cycle.
module "authorizer" {
  source = "../../.."

  api_name             = "orders-${var.stage}"
  lambda_function_name = "orders-authorizer-${var.stage}"
  bundle_dir           = var.bundle_dir
  stage_name           = var.stage
  tags                 = { stage = var.stage }

  deployment_dependencies = [aws_api_gateway_method.orders, aws_api_gateway_integration.orders]
}

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
