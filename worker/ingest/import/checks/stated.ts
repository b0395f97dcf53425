import type { Received } from '../../../../schema/imports/report.ts'
import { OF_VARIANT } from '../../../store/catalogue/stated-fields.ts'
import type { ItemFragment } from '../fragments.ts'

/** The fields of items and variants that any row of a file states. */
export class StatedFields {
  private readonly found = new Set<string>()

  /** Empty lists and texts state nothing. */
  note({ fields, variant }: ItemFragment): void {
    for (const [name, value] of Object.entries(fields)) if (isStated(value)) this.found.add(name)
    for (const [name, value] of Object.entries(variant ?? {}))
      if (isStated(value)) this.found.add(OF_VARIANT + name)
  }

  /** Their names, those of variants marked. @param lacks an availability that is only assumed is not stated */
  names(lacks: Received['lacks']): string[] {
    const isAssumed = lacks?.includes('availability')
    return [...this.found].filter((name) => !isAssumed || name !== `${OF_VARIANT}availability`).sort()
  }
}

const isStated = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.keys(value).length > 0
    : value !== undefined && value !== ''
