/** What to change, of everything that is known about a request. @module */
import type { Advice, OpenedRoute, RequestRecord } from '@authchain/inspector/record'
import { codeAdvice, kindAdvice } from './code-advice.js'

/** The parts of a record that advice is made of. */
export type AdvisedRecord = Omit<RequestRecord, 'advice'>

const errorsPage = 'https://authchain.example/errors/'
const cachePage = 'https://authchain.example/gateway/'
const routesPage = 'https://authchain.example/routes/'

/** Finds what helps, most useful first. */
export function findAdvice(record: AdvisedRecord): readonly Advice[] {
  return [adviseDecision, adviseSingleRequest, adviseOpenings]
    .map((advise) => advise(record))
    .filter((advice) => advice !== undefined)
}

function adviseDecision(record: AdvisedRecord): Advice | undefined {
  const { decision, code } = record
  switch (decision.kind) {
    case 'allowed':
    case 'public':
      return undefined
    case 'policy':
      return advisePolicy(record)
    case 'gateway':
      return adviseGateway(record)
    case 'unauthenticated':
    case 'forbidden':
    case 'failure': {
      if (decision.kind === 'unauthenticated' && code === null) return adviseMissing(record)
      const row = codeAdvice.get(code ?? '') ?? kindAdvice[decision.kind]
      const stays = decision.kind === 'forbidden' ? toStaying(record) : ''
      return {
        code: code ?? `gateway.${decision.kind}`,
        level: 'error',
        title: row.title,
        fix: `${row.fix}${stays}`,
        link: `${errorsPage}${toAnchor(code ?? '')}`,
      }
    }
    default:
      return decision.kind satisfies never
  }
}

/** The classic bug: a cached answer that names the first route only. */
function advisePolicy({ policy, cache, request, authorizer }: AdvisedRecord): Advice {
  const isCached = cache.use === 'HIT'
  const here = `${request.method} ${request.path}`
  if (policy?.why === 'condition') {
    return {
      code: 'policy.condition',
      level: 'error',
      title: 'A condition of the policy does not hold',
      fix: 'The policy ends with the credential: get a new one. The condition that failed is marked in the statement.',
      link: cachePage,
    }
  }
  // A chain's policies cover what they are cached for, so what they leave out was left out on purpose.
  if ((authorizer?.plugins.length ?? 0) > 0) {
    return {
      code: 'routes.denied',
      level: 'error',
      title: `The route table does not allow ${here} to this caller`,
      fix: 'Look at the rule of this route in `routes`, and at `defaultRule` when it has none: give the caller what the rule asks for, or change it.',
      link: routesPage,
    }
  }
  if (policy?.why === 'explicit-deny') {
    const until = isCached ? ` It stays for ${seconds(cache.secondsLeft)} more.` : ''
    return {
      code: 'policy.explicit_deny',
      level: 'error',
      title: 'A statement of the policy denies this request',
      fix: `A Deny beats every Allow. Change the statement that is marked, or who gets it.${until}`,
      link: cachePage,
    }
  }
  if (!isCached || cache.from === null) {
    return {
      code: 'policy.not_covered',
      level: 'error',
      title: 'No statement of the policy names this request',
      fix: `Let the policy's Resource cover ${here}: the concrete path, not the route's template.`,
      link: cachePage,
    }
  }
  const { method, path } = cache.from
  return {
    code: 'cache.not_covered',
    level: 'error',
    title: `The answer for ${method} ${path} was cached and does not cover ${here}`,
    fix:
      `API Gateway keeps the policy under the identity source alone, for every method and path, for ${cache.ttlSeconds} s ` +
      `(${seconds(cache.secondsLeft)} left). Let each policy cover all routes that the caller may use (…/*/*), ` +
      'make the route an identity source, or set the TTL to 0.',
    link: cachePage,
  }
}

function adviseGateway({ answer, route, request, reason }: AdvisedRecord): Advice {
  const isUnrouted = route.resource === null
  return {
    code: isUnrouted ? 'gateway.no_route' : 'gateway.denied',
    level: 'error',
    title: isUnrouted ? 'No route serves this request' : `API Gateway answered ${answer.status}`,
    fix: isUnrouted
      ? `Add a route for ${request.method} ${request.path}, or correct the request. The authorizer was never asked.`
      : `The authorizer had no part in it: ${reason}.`,
    link: cachePage,
  }
}

function adviseMissing({ authorizer, reason }: AdvisedRecord): Advice {
  const isMissing = reason.includes('missing')
  const sources = authorizer?.identitySources.join(', ') ?? ''
  return {
    code: isMissing ? 'gateway.identity_missing' : 'gateway.unauthorized',
    level: 'error',
    title: isMissing ? 'An identity source is missing' : 'The authorizer was not content',
    fix: isMissing
      ? `Send every identity source, none of them empty: ${sources}. API Gateway asks nobody without them.`
      : "The handler threw 'Unauthorized': look there for the reason.",
    link: cachePage,
  }
}

/** Said on the first request already, before the second one is denied. */
function adviseSingleRequest(record: AdvisedRecord): Advice | undefined {
  const { policy, cache, decision, request } = record
  if (decision.kind !== 'allowed' || cache.use !== 'MISS' || cache.secondsLeft === null) {
    return undefined
  }
  const isOpening = ({ from, decision: each }: OpenedRoute): boolean =>
    from === 'policy' && each === 'Allow'
  if (policy === null || policy.opens.some(isOpening)) return undefined
  return {
    code: 'cache.single_request',
    level: 'warning',
    title: `This Allow opens ${request.method} ${request.path} alone and is kept for ${cache.ttlSeconds} s`,
    fix: 'The next route of the same caller will be denied from the cache. Let the policy cover all routes that the caller may use, or set the TTL to 0.',
    link: cachePage,
  }
}

function adviseOpenings({
  policy,
  cache,
  decision,
  authorizer,
}: AdvisedRecord): Advice | undefined {
  if (decision.kind !== 'allowed' || policy === null || cache.secondsLeft === null) return undefined
  const opened = policy.opens.filter(({ decision: each }) => each === 'Allow')
  const wide = opened.filter(({ from, route }) => from !== 'policy' || /[*?]/.test(route))
  if (wide.length === 0) return undefined
  // A chain whose plugins read neither method nor path answers alike for all routes; a handler may not.
  const isChain = (authorizer?.plugins.length ?? 0) > 0
  if (isChain && !isStageWide(policy)) return undefined
  const names = wide.slice(0, 4).map(({ route }) => route)
  const rest = wide.length > names.length ? ` and ${wide.length - names.length} more` : ''
  return {
    code: 'cache.opens_more',
    level: isChain ? 'info' : 'warning',
    title: `This cached Allow also opens ${names.join(', ')}${rest}`,
    fix: isChain
      ? `For ${seconds(cache.secondsLeft)} the authorizer is not asked again for this credential. That is right as long as no route needs a rule of its own.`
      : `For ${seconds(cache.secondsLeft)} the handler is not asked again for this credential. If it decides by method or path, its decision for these routes is never taken.`,
    link: cachePage,
  }
}

/** The policy of a route table opens what its rules say, which is no surprise. */
function isStageWide({ document }: NonNullable<AdvisedRecord['policy']>): boolean {
  return JSON.stringify(document).includes('/*/*"')
}

function toStaying({ cache }: AdvisedRecord): string {
  return cache.secondsLeft === null
    ? ''
    : ` The denial is cached for ${seconds(cache.secondsLeft)} more.`
}

function seconds(value: number | null): string {
  return `${Math.ceil(value ?? 0)} s`
}

const anchors: readonly (readonly [string, string])[] = [
  ['jwt.', '#json-web-tokens'],
  ['api_key.', '#api-keys'],
  ['chain.', '#the-chain'],
  ['require_', '#rules'],
  ['routes.', '#the-request-the-answer-the-event'],
  ['secret.', '#secrets-and-connections'],
  ['http.', '#secrets-and-connections'],
  ['request.', '#the-request-the-answer-the-event'],
  ['policy.', '#the-request-the-answer-the-event'],
  ['context.', '#the-request-the-answer-the-event'],
  ['event.', '#the-request-the-answer-the-event'],
]

function toAnchor(code: string): string {
  return anchors.find(([prefix]) => code.startsWith(prefix))?.[1] ?? ''
}
