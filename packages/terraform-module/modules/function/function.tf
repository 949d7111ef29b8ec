resource "aws_lambda_function" "this" {
  function_name = var.function_name
  description   = var.description
  role          = var.create_role ? aws_iam_role.this[0].arn : var.role_arn
  handler       = local.handler
  runtime       = local.runtime
  architectures = [local.architecture]
  memory_size   = var.memory_size
  timeout       = var.timeout
  layers        = var.layers
  publish       = var.publish
  kms_key_arn   = var.kms_key_arn

  filename          = local.zip
  s3_bucket         = try(var.package_s3.bucket, null)
  s3_key            = try(var.package_s3.key, null)
  s3_object_version = try(var.package_s3.object_version, null)
  source_code_hash  = local.source_code_hash

  reserved_concurrent_executions = var.reserved_concurrency

  dynamic "environment" {
    for_each = length(local.environment) == 0 ? [] : [local.environment]

    content {
      variables = environment.value
    }
  }

  dynamic "vpc_config" {
    for_each = var.vpc_config == null ? [] : [var.vpc_config]

    content {
      subnet_ids         = vpc_config.value.subnet_ids
      security_group_ids = vpc_config.value.security_group_ids
    }
  }

  dynamic "tracing_config" {
    for_each = var.tracing ? ["Active"] : []

    content {
      mode = tracing_config.value
    }
  }

  dynamic "logging_config" {
    for_each = var.log_format == null ? [] : [var.log_format]

    content {
      log_format = logging_config.value
      log_group  = aws_cloudwatch_log_group.this.name
    }
  }

  tags = var.tags

  # Lambda makes a log group of its own, without retention, when it is called before ours is there.
  depends_on = [
    aws_cloudwatch_log_group.this,
    aws_iam_role_policy.this,
    aws_iam_role_policy_attachment.this,
  ]

  lifecycle {
    precondition {
      condition     = length([for given in [var.bundle_dir, var.package_path, var.package_s3] : given if given != null]) <= 1
      error_message = "At most one of bundle_dir, package_path and package_s3 is given."
    }

    precondition {
      condition     = local.is_prebuilt || (var.chain == null && var.example_token_sha256 == null && var.chain_parameter_name == null)
      error_message = "chain, chain_parameter_name and example_token_sha256 are for the prebuilt runtime: leave out bundle_dir, package_path and package_s3."
    }

    precondition {
      condition     = var.chain == null || var.example_token_sha256 == null
      error_message = "example_token_sha256 turns on the example; a chain of one's own takes its place."
    }

    precondition {
      condition     = var.chain_parameter_name == null || var.chain != null
      error_message = "chain_parameter_name keeps a chain: give it one."
    }

    precondition {
      condition     = local.zip == null ? true : fileexists(local.zip)
      error_message = local.is_prebuilt ? "The prebuilt runtime is absent, as in a checkout of the sources. `pnpm --filter @authchain/terraform-module build` makes it; the npm package and the release tags hold it." : "There is no zip at the given path."
    }

    precondition {
      condition     = local.manifest == null ? true : local.manifest.schemaVersion == 1
      error_message = "The manifest was written by another edition of authchain. Update this module, or `npx authchain build` with the edition that fits it."
    }

    precondition {
      condition     = local.manifest == null ? true : local.manifest.function.sha256Base64 == local.source_code_hash
      error_message = "manifest.json and authorizer.zip are not of the same build. Run `npx authchain build` again and copy the whole folder."
    }

    precondition {
      condition     = length(local.missing_names) == 0
      error_message = "The bundle reads secrets from the environment that are not given: ${join(", ", local.missing_names)}. Set them in the environment variables, or refer to a secret store in plugins.config.ts."
    }

    precondition {
      condition     = length(local.changed_names) == 0
      error_message = "The bundle was built with other values of ${join(", ", local.changed_names)} and would not start. Build it with them: `npx authchain build --env-file .env.prod`."
    }

    precondition {
      condition     = var.timeout * 1000 >= try(local.manifest.function.deadlineMilliseconds, 0) + 250
      error_message = "The timeout is shorter than the deadline of the chain (deadlineMilliseconds in plugins.config.ts) and 250 ms."
    }

    precondition {
      condition     = var.allow_secrets_in_environment || length(local.secret_names) == 0
      error_message = "These environment variables look like secrets: ${join(", ", local.secret_names)}. Refer to a secret store, or set allow_secrets_in_environment."
    }

    precondition {
      condition     = length(jsonencode(local.environment)) <= 4096
      error_message = "The environment is over Lambda's 4 KB. Set chain_parameter_name to keep the chain in Parameter Store."
    }

    precondition {
      condition     = local.chain_json == null ? true : length(local.chain_json) <= 8192
      error_message = "The chain is over the 8 KB that a parameter holds. Write a plugins.config.ts and deploy its bundle_dir."
    }

    precondition {
      condition     = var.create_role || var.role_arn != null
      error_message = "create_role = false needs role_arn."
    }

    precondition {
      condition     = var.provisioned_concurrency == 0 || var.publish
      error_message = "Provisioned concurrency needs publish."
    }
  }
}

resource "aws_lambda_alias" "live" {
  count = var.publish ? 1 : 0

  name             = "live"
  function_name    = aws_lambda_function.this.function_name
  function_version = aws_lambda_function.this.version
}

resource "aws_lambda_provisioned_concurrency_config" "live" {
  count = var.publish && var.provisioned_concurrency > 0 ? 1 : 0

  function_name                     = aws_lambda_function.this.function_name
  qualifier                         = aws_lambda_alias.live[0].name
  provisioned_concurrent_executions = var.provisioned_concurrency
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.function_name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_id
  tags              = var.tags
}
