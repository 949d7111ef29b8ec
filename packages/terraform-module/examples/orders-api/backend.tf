# The function behind the API: it answers with what it learns about the caller.

resource "aws_lambda_function" "backend" {
  function_name    = "orders-backend"
  role             = aws_iam_role.backend.arn
  handler          = "index.handler"
  runtime          = "nodejs22.x"
  filename         = "${path.root}/backend.zip"
  source_code_hash = filebase64sha256("${path.root}/backend.zip")
}

resource "aws_lambda_permission" "backend" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.backend.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${module.authorizer.rest_api_execution_arn}/*/*/orders"
}

resource "aws_iam_role" "backend" {
  name = "orders-backend"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}
