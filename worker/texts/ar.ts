import type { Words } from './words.ts'

export const ar: Words = {
  titles: { product: 'يتناسب جيدًا مع هذا', cart: 'يتناسب جيدًا مع سلتك' },
  intents: {
    upgrade: 'يستحق الترقية',
    downgrade: 'أقل تكلفة',
    related: 'منتجات مشابهة',
    replenish: 'حان وقت الشراء من جديد؟',
  },
  texts: {
    add: 'أضف إلى السلة',
    adding: 'جارٍ الإضافة…',
    added: 'تمت الإضافة',
    failed: 'تعذّرت الإضافة. حاول مرة أخرى.',
    add_label: 'أضف {title} إلى السلة',
    from: 'من {price}',
  },
  share: 'أخذه أيضًا نحو مشترٍ واحد من كل {n}',
  most: 'أخذه أيضًا معظم المشترين',
  half: 'أخذه أيضًا نحو نصف المشترين',
  reasons: {
    pinned: 'من اختيار المتجر',
    relation: 'يوصي به المتجر',
    mined: 'تُشترى معًا كثيرًا',
    similar: 'يُشترى كثيرًا مع منتجات مشابهة',
    generalised: 'يقترحه المتجر مع منتجات كهذه',
    category: 'يُشترى كثيرًا مع هذا النوع من المنتجات',
    bestseller: 'مفضّل في هذا المتجر',
  },
  switched: {
    share: 'اختاره لاحقًا نحو واحد من كل {n} ممن اشتروا هذا',
    most: 'اختاره لاحقًا معظم من اشتروا هذا',
    half: 'اختاره لاحقًا نحو نصف من اشتروا هذا',
    some: 'اختاره لاحقًا بعض من اشتروا هذا',
  },
  alike: 'من النوع نفسه',
  gains: {
    count: '{to} قطعة بدلًا من {from}',
    measure: '{to} {unit} بدلًا من {from}',
    rather: '{to} بدلًا من {from}',
    also: 'مع {to}',
    less_per_piece: 'أقل بنسبة {percent} % للقطعة',
    less_per_unit: 'أقل بنسبة {percent} % لكل {unit}',
    dearer: 'أغلى بمقدار {price}',
    cheaper: 'أرخص بمقدار {price}',
  },
}
