<?php
/** What WordPress has for pages and forms: escaping, scripts, shortcodes, blocks, the dashboard. Written for these tests. */

function __( $text, $domain = '' ) { return $text; }
function esc_html__( $text, $domain = '' ) { return esc_html( $text ); }
function esc_html( $text ) { return htmlspecialchars( (string) $text, ENT_QUOTES ); }
function esc_attr( $text ) { return htmlspecialchars( (string) $text, ENT_QUOTES ); }
function esc_url( $url ) { return str_replace( '&', '&#038;', $url ); }
function esc_url_raw( $url ) { return filter_var( $url, FILTER_SANITIZE_URL ); }
function sanitize_text_field( $text ) { return trim( preg_replace( '/[\r\n\t ]+/', ' ', strip_tags( (string) $text ) ) ); }
function wp_strip_all_tags( $text, $breaks = false ) {
	$plain = strip_tags( preg_replace( '~<(script|style)[^>]*>.*?</\1>~si', '', (string) $text ) );
	return trim( $breaks ? preg_replace( '/[\r\n\t ]+/', ' ', $plain ) : $plain );
}
function wp_json_encode( $value, $flags = 0 ) { return json_encode( $value, $flags ); }
function wp_unslash( $value ) { return is_array( $value ) ? array_map( 'wp_unslash', $value ) : stripslashes( $value ); }
function wp_parse_url( $url, $part = -1 ) { return parse_url( $url, $part ); }
function untrailingslashit( $text ) { return rtrim( $text, '/\\' ); }
function wp_generate_password( $length = 12, $special = true ) { return substr( bin2hex( random_bytes( $length ) ), 0, $length ); }
function wp_generate_uuid4() { return bin2hex( random_bytes( 16 ) ); }
function wpautop( $text ) { return "<p>$text</p>"; }
function wp_kses_post( $text ) { return $text; }
function wp_add_privacy_policy_content( $name, $text ) {}
function determine_locale() { return Site::$page['locale'] ?? 'en_US'; }
function home_url( $path = '' ) { return "https://shop.example$path"; }
function plugin_dir_path( $file ) { return dirname( $file ) . '/'; }
function plugins_url( $path, $file ) { return "https://shop.example/wp-content/plugins/pairwell/$path"; }

function wp_register_script( $handle, $source, $dependencies = array(), $version = false, $how = array() ) {
	// An address that was registered stays, as in WordPress.
	Site::$scripts[ $handle ] ??= array( $source, $version, $how );
}
function wp_enqueue_script( $handle ) { Site::$enqueued[ $handle ] = true; }
/** The scripts at the end of a page, as WordPress prints them. */
function print_footer_scripts() {
	foreach ( array_keys( Site::$enqueued ) as $handle ) {
		list( $source, $version, $how ) = Site::$scripts[ $handle ];
		$address                        = null === $version ? $source : "$source?ver=$version";
		$html                           = sprintf( "<script src=\"%s\" id=\"%s-js\" %s data-wp-strategy=\"%s\"></script>\n", esc_url( $address ), $handle, $how['strategy'], $how['strategy'] );
		echo apply_filters( 'script_loader_tag', $html, $handle, $source );
	}
}
function wp_print_inline_script_tag( $code ) { echo "<script>\n$code\n</script>\n"; }
function add_shortcode( $name, $callback ) { Site::$shortcodes[ $name ] = $callback; }
function register_block_type( $folder, $more = array() ) {
	$block                          = json_decode( file_get_contents( "$folder/block.json" ), true );
	Site::$blocks[ $block['name'] ] = array( $block, $more );
}
/** A block as the page shows it: attributes that are not of the block's type are replaced by the default. */
function render_block_of( $name, $given ) {
	list( $block, $more ) = Site::$blocks[ $name ];
	$attributes           = array();
	foreach ( $block['attributes'] as $key => $shape ) {
		$fits               = isset( $given[ $key ] ) && ( ! isset( $shape['enum'] ) || in_array( $given[ $key ], $shape['enum'], true ) );
		$attributes[ $key ] = $fits ? $given[ $key ] : $shape['default'];
	}
	return ( $more['render_callback'] )( $attributes );
}
function get_block_wrapper_attributes() { return 'class="wp-block-pairwell-panel"'; }
function get_the_ID() { return Site::$page['id'] ?? 0; }
function is_front_page() { return Site::$page['front'] ?? false; }
function is_main_query() { return true; }
function in_the_loop() { return true; }

function add_submenu_page( ...$arguments ) { add_action( 'render_page', $arguments[5] ); }
function admin_url( $path = '' ) { return "https://shop.example/wp-admin/$path"; }
function current_user_can( $right ) { return Site::$may; }
function get_current_user_id() { return Site::$user; }
function get_user_by( $field, $value ) { return Shop::user( $value ); }
function check_admin_referer( $action ) {
	if ( ( $_POST['_wpnonce'] ?? '' ) !== "nonce of $action" ) {
		wp_die( 'The link you followed has expired.' );
	}
}
function wp_nonce_field( $action ) { printf( '<input type="hidden" name="_wpnonce" value="%s">', esc_attr( "nonce of $action" ) ); }
function wp_die( $text = '', $title = '', $how = array() ) { throw new RuntimeException( $text ); }
function wp_safe_redirect( $url ) { Site::$page['redirect'] = $url; }
