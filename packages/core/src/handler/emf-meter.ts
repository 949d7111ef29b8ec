/** Decisions as CloudWatch metrics, in the embedded metric format. @module */
import { toServiceName } from './powertools.js'
import { writeLine } from './write-line.js'

/** Counts one decision and the time it took. The dimensions begin with `effect`. */
export type DecisionMeter = (
  dimensions: Readonly<Record<string, string>>,
  milliseconds: number,
) => void

/**
 * Where `POWERTOOLS_METRICS_NAMESPACE` names a namespace: one document per decision on standard output.
 *
 * The metrics are `Decision` (a count) and `DecisionDuration` (milliseconds). Their dimensions are `service`
 * and `effect`, and for a denial once more these two with `code` and `plugin`. Nothing is of the request.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function findEmfMeter(environment: NodeJS.ProcessEnv): DecisionMeter | undefined {
  const namespace = environment['POWERTOOLS_METRICS_NAMESPACE']
  if (!namespace) return undefined
  const service = toServiceName(environment)
  return (given, milliseconds) => {
    const dimensions = { service, ...given }
    const names = Object.keys(dimensions)
    const directive = {
      Namespace: namespace,
      // Alarms are set on the sum over all codes as well.
      Dimensions: names.length > 2 ? [names.slice(0, 2), names] : [names],
      Metrics: [
        { Name: 'Decision', Unit: 'Count' },
        { Name: 'DecisionDuration', Unit: 'Milliseconds' },
      ],
    }
    const document = {
      _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] },
      ...dimensions,
      Decision: 1,
      DecisionDuration: milliseconds,
    }
    writeLine(JSON.stringify(document))
  }
}
