data "aws_partition" "current" {}

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

locals {
  # Names of roles end at 64 characters.
  role_prefix = length(var.function_name) <= 53 ? var.function_name : "${substr(var.function_name, 0, 44)}-${substr(sha256(var.function_name), 0, 8)}"

  # `id` is the region's name in every version of the provider; `name` and `region` are not.
  region     = data.aws_region.current.id
  partition  = data.aws_partition.current.partition
  account    = data.aws_caller_identity.current.account_id
  parameters = "arn:${local.partition}:ssm:${local.region}:${local.account}:parameter"

  # References in the chain: `keys = { ssm = "/path" }` is a folder of API keys, any other `{ ssm = "/name" }` a secret.
  key_folders = local.chain_json == null ? [] : distinct(flatten(regexall("\"keys\":{\"ssm\":\"(/[^\"\\\\]+)\"}", local.chain_json)))
  all_names   = local.chain_json == null ? [] : distinct(flatten(regexall("\"ssm\":\"(/[^\"\\\\]+)\"", local.chain_json)))
  parameter_arns = distinct(concat(
    [for name in local.all_names : "${local.parameters}${name}" if !contains(local.key_folders, name)],
    [for name in local.key_folders : "${local.parameters}${trimsuffix(name, "/")}/*"],
    var.chain_parameter_name == null ? [] : ["${local.parameters}${var.chain_parameter_name}"],
  ))

  manifest_statements = [for statement in try(local.manifest.statements, []) : {
    sid     = statement.sid
    actions = statement.actions
    resources = [for resource in statement.resources : replace(replace(replace(resource,
      "$${partition}", local.partition), "$${region}", local.region), "$${account}", local.account
    )]
  }]

  statements = concat(
    [{
      sid       = "WriteOwnLog"
      actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      resources = ["arn:${local.partition}:logs:${local.region}:${local.account}:log-group:/aws/lambda/${var.function_name}:*"]
    }],
    local.manifest_statements,
    length(local.parameter_arns) == 0 ? [] : [{
      sid       = "ReadSecrets"
      actions   = ["ssm:GetParameter", "ssm:GetParameters"]
      resources = local.parameter_arns
    }],
    length(var.secret_kms_key_arns) == 0 ? [] : [{
      sid       = "DecryptSecrets"
      actions   = ["kms:Decrypt"]
      resources = var.secret_kms_key_arns
    }],
    var.tracing ? [{
      sid       = "SendTraces"
      actions   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
      resources = ["*"]
    }] : [],
    var.policy_statements,
  )

  vpc_policy_arn  = "arn:${local.partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
  all_policy_arns = merge(var.policy_arns, var.vpc_config == null ? {} : { vpc_access = local.vpc_policy_arn })
}

resource "aws_iam_role" "this" {
  count = var.create_role ? 1 : 0

  name                 = "${local.role_prefix}-execution"
  path                 = var.iam_path
  permissions_boundary = var.iam_permissions_boundary
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  count = var.create_role ? 1 : 0

  name = "authorizer"
  role = aws_iam_role.this[0].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for statement in local.statements : merge(
      { Effect = "Allow", Action = statement.actions, Resource = statement.resources },
      statement.sid == null ? {} : { Sid = statement.sid },
    )]
  })
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = var.create_role ? local.all_policy_arns : {}

  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}
