# The prebuilt runtime and a folder of plugins in one zip. What stands where is the business of ./files.

module "files" {
  source = "./files"

  plugins_directory = var.plugins_directory
}

data "archive_file" "this" {
  type             = "zip"
  output_path      = var.output_path
  output_file_mode = "0644"

  dynamic "source" {
    for_each = module.files.files

    content {
      filename = source.key
      content  = file(source.value)
    }
  }

  lifecycle {
    precondition {
      condition     = contains(keys(module.files.files), "index.mjs")
      error_message = "The prebuilt runtime is absent, as in a checkout of the sources. `pnpm --filter @authchain/terraform-module build` makes it; the npm package and the release tags hold it."
    }
  }
}
