/** The settings that Powertools for AWS Lambda made usual. @module */

/** `POWERTOOLS_SERVICE_NAME`: the service that logs and metrics belong to. */
export function toServiceName(environment: NodeJS.ProcessEnv): string {
  return environment['POWERTOOLS_SERVICE_NAME'] || 'authorizer'
}

/** `POWERTOOLS_DEV`: on when it is `1`, `y`, `yes`, `t`, `true` or `on`, in any case. */
export function isDevelopment(environment: NodeJS.ProcessEnv): boolean {
  return /^(?:1|y|yes|t|true|on)$/i.test(environment['POWERTOOLS_DEV'] ?? '')
}
