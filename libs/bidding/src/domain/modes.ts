import { dynamic, english } from './english';
import { registerMode } from './mode';
import { sealed } from './sealed';

/** The ways of selling this engine knows. A new one is its own file and a line here. */
registerMode(english);
registerMode(dynamic);
registerMode(sealed);
