<?php
/**
 * Runs when the plug-in is deleted: removes what it has made, here and at Pairwell.
 *
 * @package Pairwell
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

foreach ( array( 'settings', 'api', 'webhooks', 'cursor', 'batch', 'sync', 'connection' ) as $pairwell_part ) {
	require_once __DIR__ . "/includes/$pairwell_part.php";
}

Pairwell\Connection::remove();
