# API Gateway makes the execution log by itself, without retention, when it is not there.
resource "aws_cloudwatch_log_group" "execution" {
  count = var.create_deployment && var.api_logging_level != "OFF" ? 1 : 0

  name              = "API-Gateway-Execution-Logs_${local.rest_api_id}/${var.stage_name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_id
  tags              = var.tags
}

resource "aws_cloudwatch_log_group" "access" {
  count = var.create_deployment && var.access_log_format != null ? 1 : 0

  name              = "/aws/apigateway/${local.rest_api_id}/${var.stage_name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_id
  tags              = var.tags
}
