import { build } from '../tools/build.ts'
import { buildPackage, PACKAGES } from '../tools/packages/build.ts'

/** Builds the widget, the console and the npm packages once before all page tests. */
export default async function buildWidget(): Promise<void> {
  await build()
  for (const name of PACKAGES) await buildPackage(name)
}
