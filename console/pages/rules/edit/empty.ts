import type { RuleInput } from '../../../../schema/shop/rules.ts'
import type { RuleKind } from '../../../../vocabulary/rules.ts'

type Action = RuleInput['action']

/** An action of a kind before anything is filled in. */
export function emptyAction(kind: RuleKind): Action {
  switch (kind) {
    case 'pin':
      return { kind, item_id: '', place: 1, mode: 'at' }
    case 'pin_matching':
      return { kind, items: {}, place: 1 }
    case 'include':
      return { kind, item_ids: [] }
    case 'never_show':
    case 'hide':
    case 'only':
      return { kind, items: {} }
    case 'boost':
    case 'bury':
      return { kind, items: {}, strength: 'moderate' }
    case 'same':
    case 'different':
      return { kind, property: 'brand' }
    case 'price_band':
      return { kind, from: 50, to: 150 }
    case 'least_margin':
      return { kind, percent: 20 }
    case 'least_stock':
      return { kind, pieces: 5 }
    case 'push_slow':
      return { kind, cover_days: 90, strength: 'weak' }
    case 'at_most':
      return { kind, property: 'brand', items: 2 }
    case 'sources':
      return { kind, sources: ['relation', 'mined'] }
  }
}
