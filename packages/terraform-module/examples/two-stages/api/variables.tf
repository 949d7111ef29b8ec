variable "stage" {
  description = "Name of the stage, and of what belongs to it."
  type        = string
}

variable "bundle_dir" {
  description = "The bundle that was built for this stage."
  type        = string
}
