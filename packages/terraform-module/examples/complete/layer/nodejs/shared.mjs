// Stands for dependencies that functions share.
export const shared = true
