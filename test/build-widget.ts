import { build } from '../tools/build.ts'

/** Builds the widget once before all page tests. */
export default async function buildWidget(): Promise<void> {
  await build()
}
