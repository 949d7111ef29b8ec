output "package_path" {
  description = "The zip, for `package_path` of the root module. Its handler is `index.handler`."
  value       = data.archive_file.this.output_path
}

output "source_code_hash" {
  description = "SHA-256 of the zip in Base64, as Lambda wants it."
  value       = data.archive_file.this.output_base64sha256
}

output "files" {
  description = "Paths in the zip."
  value       = keys(module.files.files)
}
