# Which zip the function runs, and what is known about it.

locals {
  manifest = var.bundle_dir == null ? null : jsondecode(file("${var.bundle_dir}/manifest.json"))

  runtime_zip = "${path.module}/../../runtime.zip"
  is_prebuilt = var.bundle_dir == null && var.package_path == null && var.package_s3 == null
  is_example  = local.is_prebuilt && var.chain == null

  # Null when the zip is in S3. Terraform never writes a zip, so its hash is known when it plans.
  zip = (
    var.bundle_dir != null ? "${var.bundle_dir}/${local.manifest.function.file}" :
    var.package_path != null ? var.package_path :
    var.package_s3 != null ? null : local.runtime_zip
  )

  source_code_hash = local.zip == null ? var.package_s3.sha256_base64 : try(filebase64sha256(local.zip), null)

  handler      = coalesce(var.handler, try(local.manifest.function.handler, null), "index.handler")
  runtime      = coalesce(var.runtime, try(local.manifest.function.runtime, null), "nodejs22.x")
  architecture = coalesce(var.architecture, try(local.manifest.function.architectures[0], null), "arm64")
}
