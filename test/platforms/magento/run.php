<?php
/**
 * Runs the module in a simulated Magento: `php run.php <folder of the shop> php://stdin`, with steps as JSON. Prints one JSON line with the
 * answer of each step. Written for these tests.
 */

use Magento\Catalog\Api\CategoryRepositoryInterface;
use Magento\Catalog\Api\ProductRepositoryInterface;
use Magento\Catalog\Helper\Data;
use Magento\Catalog\Helper\Image;
use Magento\CatalogInventory\Api\StockRegistryInterface;
use Magento\Checkout\Model\Session;
use Magento\ConfigurableProduct\Model\Product\Type\Configurable;
use Magento\Framework\Api\SearchCriteriaBuilder;
use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\Encryption\EncryptorInterface;
use Magento\Framework\Event\Observer;
use Magento\Framework\HTTP\Adapter\Curl;
use Magento\Framework\HTTP\Adapter\CurlFactory;
use Magento\Sales\Api\OrderRepositoryInterface;
use Magento\Store\Model\StoreManagerInterface;
use Pairwell\Suggestions as Module;

error_reporting(E_ALL);
set_error_handler(function ($level, $text, $file, $line) {
    if (error_reporting() & $level) {
        throw new ErrorException($text, 0, $level, $file, $line);
    }
    return true;
});
foreach (['database', 'framework', 'shop', 'catalogue'] as $part) {
    require __DIR__ . "/$part.php";
}
spl_autoload_register(function ($class) {
    $file = dirname(__DIR__, 3) . '/platforms/magento/' . str_replace(['Pairwell\\Suggestions\\', '\\'], ['', '/'], $class) . '.php';
    if (str_starts_with($class, 'Pairwell\\') && is_file($file)) {
        require $file;
    }
});

final class Settings implements ScopeConfigInterface, EncryptorInterface
{
    public array $values = [];
    public function getValue($path)
    {
        return $this->values[$path] ?? null;
    }
    public function isSetFlag($path)
    {
        return !empty($this->values[$path]);
    }
    public function decrypt($data)
    {
        return $data;
    }
}

final class Lines implements Symfony\Component\Console\Input\InputInterface, Symfony\Component\Console\Output\OutputInterface
{
    public array $lines = [];
    public function writeln($line)
    {
        $this->lines[] = $line;
    }
}

final class Setup implements Magento\Framework\Setup\SchemaSetupInterface, Magento\Framework\Setup\ModuleContextInterface
{
    public function __construct(private FakeDb $db)
    {
    }
    public function getConnection()
    {
        return $this->db;
    }
    public function getTable($name)
    {
        return $name;
    }
}

[, $folder, $steps] = $argv;
$db = new FakeDb("$folder/shop.json");
register_shutdown_function(fn () => $db->save());
$settings = new Settings();
$config = new Module\Model\Config($settings, $settings);
$products = new ProductRepositoryInterface();
$api = new Module\Model\Api($config, new CurlFactory());
$queue = new Module\Model\Queue(new ResourceConnection($db));
$items = new Module\Model\Items(new CategoryRepositoryInterface(), new StockRegistryInterface(), new StoreManagerInterface(), new Image());
$sender = new Module\Model\Sender($config, $api, $queue, $items, new Module\Model\Orders(), $products, new OrderRepositoryInterface(), new SearchCriteriaBuilder());
$panel = new Module\ViewModel\Panel($config, new Data(), new Session(), new class implements Magento\Framework\Locale\ResolverInterface {
    public function getLocale()
    {
        return 'de_DE';
    }
});
$escaper = new class {
    public function __call($method, $arguments)
    {
        return htmlspecialchars($arguments[0], ENT_QUOTES);
    }
};
$observers = ['product' => new Module\Observer\QueueProduct($queue, new Configurable(), $products), 'item' => new Module\Observer\QueueStock($queue, $products), 'order' => new Module\Observer\QueueOrder($queue)];

/** Saves something as Magento does: then the observers hear of it. */
$change = function (array $o) use ($observers) {
    if ($o['kind'] === 'order') {
        if (!isset(Shop::$orders[$o['ref']])) {
            Shop::place((int)$o['ref'], time(), $o['size']);
        }
        Shop::$orders[$o['ref']] = array_merge(Shop::$orders[$o['ref']], $o['fields']);
        return $observers['order']->execute(new Observer(['order' => new Order(Shop::$orders[$o['ref']])]));
    }
    $before = Shop::$products[$o['ref']];
    Shop::$products[$o['ref']] = array_merge($before, $o['fields'] ?? []);
    if ($o['kind'] === 'gone') {
        unset(Shop::$products[$o['ref']]);
    }
    $data = $o['kind'] === 'stock' ? ['item' => new Magic(['product_id' => $before['id']])] : ['product' => new Product(Shop::$products[$o['ref']] ?? $before)];
    $observers[$o['kind'] === 'stock' ? 'item' : 'product']->execute(new Observer($data));
};
$render = function (string $template, array $data) use ($panel, $escaper) {
    $block = new Magic(['view_model' => $panel] + $data);
    ob_start();
    // Magento gives a template these variables.
    (static function (string $file, $block, $escaper) {
        include $file;
    })(dirname(__DIR__, 3) . "/platforms/magento/view/frontend/templates/$template.phtml", $block, $escaper);
    return ob_get_clean();
};

$acts = [
    'shop' => function ($o) use ($db) {
        Shop::open($o['products'], $o['orders']);
        $db->tables['catalog_product_entity'] = array_values(array_map(fn ($one) => ['sku' => $one['sku']], Shop::$products));
        $db->tables['sales_order'] = array_values(array_map(fn ($one) => ['increment_id' => $one['increment_id']], Shop::$orders));
    },
    'settings' => function ($o) use ($settings) { $settings->values = $o['values']; },
    'patch' => fn () => (new Module\Setup\Patch\Data\QueueEverything($queue))->apply() && false,
    'cron' => fn ($o) => ['sent' => (new Module\Cron\Send($sender))->execute() ?? $sender->run(0), 'requests' => Curl::$requests, 'bytes' => Curl::$bytes],
    'die' => function ($o) use ($db) {
        $db->save();
        Curl::$diesAt = $o['at'];
    },
    'change' => fn ($o) => $change($o),
    'status' => fn () => $queue->status(),
    'check' => function () use ($config, $api, $queue) {
        $lines = new Lines();
        $code = (new Module\Console\Command\Check($config, $api, $queue, new StoreManagerInterface()))->run($lines, $lines);
        return [$code, ...$lines->lines];
    },
    'sync' => fn () => (new Module\Console\Command\Sync($queue))->run(new Lines(), new Lines()),
    'page' => function ($o) use ($render) {
        [Shop::$page, Shop::$cart, Shop::$last] = [$o['sku'] ?? '', $o['cart'] ?? [], $o['order'] ?? ''];
        return $render($o['template'], ['placement' => $o['placement'] ?? '', 'intent' => $o['intent'] ?? '']);
    },
    'truth' => fn () => [
        'prices' => array_map(fn ($one) => (int)round(100 * $one['price']), array_filter(Shop::$products, fn ($one) => $one['visibility'] !== 1)),
        'orders' => array_map(fn ($one) => ['complete' => 'paid', 'processing' => 'paid', 'canceled' => 'cancelled', 'new' => 'pending'][$one['state']], Shop::$orders),
    ],
    'uninstall' => function () use ($db) {
        $setup = new Setup($db);
        (new Module\Setup\Uninstall())->uninstall($setup, $setup);
        return array_intersect_key($db->tables, ['pairwell_queue' => 0, 'core_config_data' => 0]);
    },
];
$answers = [];
foreach (json_decode(file_get_contents($steps), true) as $step) {
    $answers[] = $acts[$step['do']]($step);
}
echo json_encode($answers), "\n";
