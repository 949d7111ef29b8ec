# What stands for things that a company has already: a layer, policies, and the secret of the issuer.

resource "aws_lambda_layer_version" "shared" {
  layer_name          = "complete-shared"
  filename            = "${path.root}/layer.zip"
  source_code_hash    = filebase64sha256("${path.root}/layer.zip")
  compatible_runtimes = ["nodejs22.x"]
}

resource "aws_iam_policy" "insights" {
  name   = "complete-insights"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "cloudwatch:PutMetricData", Resource = "*" }] })
}

resource "aws_iam_policy" "boundary" {
  name   = "complete-boundary"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["logs:*", "ssm:Get*", "xray:Put*", "dynamodb:GetItem", "cloudwatch:PutMetricData"], Resource = "*" }] })
}
