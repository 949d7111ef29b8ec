output "role_arn" {
  description = "The role by which API Gateway writes logs."
  value       = aws_iam_role.this.arn
}
