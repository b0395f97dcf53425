import type { enRelations } from '../en/relations.ts'

export const deRelations: typeof enRelations = {
  relations: {
    title: 'Ihre Beziehungen',
    lead: 'Was Sie über diesen und andere Artikel wissen. Zubehör und Ähnliches steht auf seiner Seite zuerst, ein Ersatz wird nie als Ergänzung gezeigt.',
    none: 'Keine. Das Panel zeigt, was Ihre Bestellungen lehren.',
    more: 'Es gibt weitere, aus einer Datei. Der Export enthält alle.',
    type: 'Der andere Artikel ist',
    types: {
      part_of_set: 'Teil eines Sets mit ihm',
      required_part: 'für seinen Gebrauch nötig',
      often_bought_with: 'oft mit ihm gekauft',
      accessory: 'Zubehör zu ihm',
      substitute: 'ein Ersatz für ihn',
      different_brand: 'das Gleiche von einer anderen Marke',
      up_sell: 'eine bessere Ausführung',
      down_sell: 'eine einfachere Ausführung',
    },
    until: (when) => `bis ${when}`,
    from_catalogue: 'steht in Ihrem Katalog: ändern Sie sie im Shopsystem',
    remove: 'Entfernen',
    remove_of: (title) => `Beziehung entfernen: ${title}`,
    add: 'Beziehung zu einem anderen Artikel hinzufügen',
    press: 'Hinzufügen',
    press_of: (title) => `Beziehung hinzufügen: ${title}`,
  },
  map: {
    title: 'Karte',
    lead: 'Was zu ihm passt, und was wiederum dazu passt.',
    open: 'Karte zeigen',
    none: 'Es gibt noch keine Ergänzungen.',
    label: (title) => `Ergänzungen zu ${title}, und deren Ergänzungen`,
    further: (titles) => `passt zu ${titles}`,
  },
}
