<?php

declare(strict_types=1);

namespace Pairwell\Suggestions\Setup;

use Magento\Framework\Setup\ModuleContextInterface;
use Magento\Framework\Setup\SchemaSetupInterface;
use Magento\Framework\Setup\UninstallInterface;

/** bin/magento module:uninstall Pairwell_Suggestions --remove-data: removes the queue, the settings and their keys. */
class Uninstall implements UninstallInterface
{
    public function uninstall(SchemaSetupInterface $setup, ModuleContextInterface $context): void
    {
        $db = $setup->getConnection();
        $db->dropTable($setup->getTable('pairwell_queue'));
        $db->delete($setup->getTable('core_config_data'), ['path like ?' => 'pairwell/%']);
    }
}
