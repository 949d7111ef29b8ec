# The role by which API Gateway calls the function, and nothing else.

locals {
  # Names of roles end at 64 characters.
  role_prefix = length(var.lambda_function_name) <= 53 ? var.lambda_function_name : "${substr(var.lambda_function_name, 0, 44)}-${substr(sha256(var.lambda_function_name), 0, 8)}"
}

resource "aws_iam_role" "invocation" {
  count = var.authorizer_invocation == "role" ? 1 : 0

  name                 = "${local.role_prefix}-invocation"
  path                 = var.iam_path
  permissions_boundary = var.iam_permissions_boundary
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "apigateway.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "invocation" {
  count = var.authorizer_invocation == "role" ? 1 : 0

  name = "invoke-authorizer"
  role = aws_iam_role.invocation[0].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "InvokeAuthorizer"
      Effect   = "Allow"
      Action   = "lambda:InvokeFunction"
      Resource = module.function.invoke_target_arn
    }]
  })
}
