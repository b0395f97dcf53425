import type { ReportWords } from './words.ts'

export const es: ReportWords = {
  shown: 'Se pueden mostrar {shown} de {items} artículos',
  reasons: {
    unpublished: 'no publicado',
    excluded: 'excluido',
    non_goods: 'no es mercancía',
    gift_card: 'tarjeta regalo',
    out_of_stock: 'agotado',
    price_zero: 'precio 0',
    no_link: 'sin enlace',
    no_picture: 'sin imagen',
  },
  upload: 'Envío',
  dry_run: 'prueba',
  status: 'Estado',
  statuses: { receiving: 'recibiendo', applying: 'en curso', done: 'terminado', failed: 'fallido' },
  problem: 'Problema',
  mining: 'Sugerencias',
  mining_states: {
    waiting: 'cálculo en espera',
    running: 'cálculo en curso',
    running_percent: 'cálculo en curso, alrededor del {percent}',
  },
  recognised: 'Reconocido como',
  encoding: 'Juego de caracteres',
  rows: 'Filas',
  rows_kept: 'Filas aceptadas',
  refused: 'Filas o celdas rechazadas',
  left_out: 'Filas omitidas',
  dropped: {
    not_goods: 'no es mercancía',
    no_item: 'sin artículo',
    quantity_not_positive: 'cantidad no positiva',
    not_a_product: 'no es un producto',
    not_a_line: 'no es una línea',
    deleted: 'eliminado',
    store_view: 'vista de tienda',
    no_email: 'sin correo electrónico',
    no_customer: 'sin número de cliente ni correo electrónico',
    cancelled: 'cancelados',
    refunded: 'reembolsados',
    test: 'de prueba',
    no_line_left: 'sin líneas',
    cut_off: 'cortados',
    bad_item: 'incompletos',
    too_large: 'demasiado grandes',
    unknown_item: 'artículo desconocido',
    same_item: 'el propio artículo',
    twice: 'repetidas',
  },
  columns_unread: 'Columnas no leídas',
  dates: 'Fechas como 3/4/2026',
  found: {
    items: 'Artículos encontrados',
    orders: 'Pedidos encontrados',
    relations: 'Relaciones encontradas',
    customers: 'Clientes encontrados',
  },
  new: 'nuevos',
  changed: 'modificados',
  unchanged: 'sin cambios',
  variants: 'Variantes',
  absent: 'Artículos publicados que no están en el archivo',
  unpublished: 'retirados',
  relations: 'Relaciones en el catálogo',
  relations_written: 'nuevas o modificadas',
  relations_removed: 'ya no indicadas',
  items_named: 'Artículos distintos en los pedidos',
  orders_with_two: 'Pedidos con dos o más artículos',
  first_last: 'Primer y último pedido',
  no_date: 'sin fecha',
  totals: {
    given: 'Pedidos con totales',
    add_up: 'cuadran',
    rounded: 'difieren por redondeo',
    not_add_up: 'no cuadran',
    unreadable: 'con importes ilegibles',
    per_line: 'con importes por línea, sumados',
    left_out: 'con importes omitidos',
    examples: 'por ejemplo',
  },
  lines: {
    all: 'Líneas de pedido',
    id: 'encontradas por identificador',
    sku: 'encontradas por referencia',
    name: 'encontradas por nombre',
    nothing: 'no están en el catálogo',
  },
  model: {
    model: 'Modelo',
    orders: 'Pedidos en el modelo',
    with_two: 'con dos o más artículos',
    pairs: 'Pares en tres o más pedidos',
    own: 'Artículos con lista propia',
    category: 'con la lista de su categoría',
    best_sellers: 'solo con los más vendidos',
  },
  next: 'Qué hacer ahora',
  tag: 'Pegue esta etiqueta en cada página de la tienda',
  advice: {
    many_refused: 'Celdas o filas rechazadas: {n}. {address} las enumera con los motivos.',
    absent_kept:
      'Artículos que no están en el archivo y siguen publicados: {n}. Una fila rechazada puede ser de uno de ellos. Corrija las filas rechazadas y envíe el archivo de nuevo.',
    confirm_needed:
      'En el archivo faltan {n} artículos publicados. Envíelo con confirm=1 si ya no se venden, o con partial=1 si solo contiene una parte del catálogo.',
    fields_lost:
      'Ninguna fila indica lo que tiene la mayoría de los artículos publicados: {fields}. Envíe el archivo con partial=1 si solo contiene una parte del catálogo, como los precios, o con confirm=1 si los artículos deben perderlo.',
    was_a_trial: 'No se escribió nada, porque era una prueba. Envíe el archivo sin dry_run=1.',
    no_catalogue:
      'No hay catálogo, así que ninguna línea de pedido se puede asignar a un artículo. Envíelo con kind=items.',
    no_orders:
      'Todavía no hay pedidos, de los que se obtienen las sugerencias. Envíelos con kind=orders. Hasta entonces las páginas muestran artículos similares.',
    lines_unmatched:
      'El {percent} de las líneas de pedido nombra un artículo que no está en el catálogo. Compare los identificadores o referencias de ambos archivos. Con los artículos que ya no se venden no hay que hacer nada.',
    totals_differ:
      'Pedidos cuyos totales no cuadran: {n} ({examples}). Líneas − descuento + envío + gastos + impuesto no da el total. Los importes se guardan tal cual y las sugerencias no dependen de ellos. Compare uno de estos pedidos con su tienda.',
    totals_left_out:
      'Pedidos con importes omitidos: {n} ({examples}). Las filas de un pedido dan importes distintos en una columna sobre todo el pedido, o el descuento es una parte como 0,2. Escriba el descuento de una línea como importe en line_discount.',
    totals_unreadable:
      'Pedidos con importes ilegibles: {n} ({examples}). Esas celdas cuentan como vacías. Escriba importes como 49,99.',
    model_refused: 'El modelo nuevo fue rechazado y sigue en uso el anterior: {reasons}.',
    non_goods:
      'Artículos que parecen gastos de envío, seguros, bolsas o servicios y por eso no se muestran: {n}. {address} los enumera con los motivos, y PUT /v1/exclusions permite los que son mercancía.',
    few_orders:
      'Pedidos con dos o más artículos: {n}; son pocos. Envíe también pedidos anteriores, o defina relaciones usted mismo (kind=relations).',
    many_pooled:
      '{n} de {of} artículos tienen muy pocos pedidos para una lista propia. Hasta entonces se usa la lista de su categoría o los más vendidos.',
    no_price:
      'No se encontró ningún precio: el archivo no tiene una columna conocida para ello, o está vacía. Las tarjetas no tienen precio.',
    no_availability:
      'No se encontró existencia ni disponibilidad, así que todos los artículos cuentan como disponibles. Exporte esa columna, o conecte webhooks.',
    no_link:
      'No se encontró ningún enlace, así que no se puede mostrar ningún artículo. Exporte la dirección de la página del artículo (link).',
    no_picture:
      'No se encontró ninguna imagen, así que no se puede mostrar ningún artículo. Exporte la dirección de la imagen (image_link), o ponga pictures en "optional" para tarjetas sin imagen.',
    sale_price_zero: 'Filas con precio de oferta 0: {n}. Eso no es una rebaja; vale el precio normal.',
    stock_unknown:
      'Variantes cuya existencia se cuenta, pero no está en el archivo: {n}. Cuentan como disponibles. Exporte las cantidades (de todas las ubicaciones), o conecte webhooks.',
    stock_elsewhere:
      'Artículos con existencias, pero con cantidad 0: {n}. Su existencia está probablemente en otra fuente. Cuentan como agotados hasta que el archivo tenga su cantidad.',
    no_cart_id:
      'Artículos sin el número que acepta el carrito: {n}. Su botón lleva al artículo, o la página averigua el número. Conecte webhooks para tenerlo.',
    translation:
      'Filas que son traducciones de otros artículos: {n}. Cada uno es un artículo con sus textos en varios idiomas.',
    net_price:
      'Filas con precio sin impuestos solamente: {n}. Los compradores lo verían así. Exporte precios con impuestos si su tienda los muestra.',
    link_derived:
      'Enlaces que no están en el archivo y se formaron a partir de nombres: {n}. Abra uno; si es incorrecto, envíe las direcciones en una columna link.',
    no_status:
      'Pedidos sin estado: {n}. Los cancelados no se distinguen y cuentan. Añada el estado a la exportación.',
    dates_assumed:
      'Ninguna fecha del archivo distingue día y mes; se leyeron como {order}. Si es incorrecto, indique date_order en una asignación.',
    dates_mixed:
      'Las fechas del archivo se contradicen: unas llevan primero el día, otras el mes. Se leyeron como {order}. Exporte fechas como 2026-11-22.',
  },
}
