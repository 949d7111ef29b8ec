/** Finding another record, which may be gone from the list. @module */
import type { RequestRecord } from '../record.js'

/** undefined when it is no longer kept. */
export type FindRecord = (id: string) => RequestRecord | undefined
