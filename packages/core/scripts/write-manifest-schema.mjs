// Writes schemas/manifest.schema.json from the zod schema. Build first; format afterwards (`pnpm fix`).
import { writeFileSync } from 'node:fs'
import * as z from 'zod'
import { manifestSchema } from '../dist/manifest/manifest-schema.js'

const schema = z.toJSONSchema(manifestSchema, { io: 'input' })
const text = JSON.stringify({ title: 'The manifest of an authchain bundle', ...schema }, null, 2)
writeFileSync(new URL('../schemas/manifest.schema.json', import.meta.url), `${text}\n`)
