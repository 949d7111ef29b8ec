# One configuration, built once for each stage: `authchain build --env-file .env.prod --out .authchain/prod`.
# Each stage is an API of its own, so that nothing of staging reaches production.
module "api" {
  source   = "./api"
  for_each = toset(["staging", "prod"])

  stage      = each.key
  bundle_dir = "${path.root}/.authchain/${each.key}"
}
