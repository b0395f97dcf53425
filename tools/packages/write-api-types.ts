import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { apiTypes } from './api-types.ts'
import { readSpecification } from './specification.ts'

// `npm run api-types`
for (const [path, text] of Object.entries(apiTypes(await readSpecification()))) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  console.log(`${path}: ${text.split('\n').length} lines`)
}
