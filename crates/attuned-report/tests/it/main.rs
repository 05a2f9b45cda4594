//! One test program: the sample report, the real one where it is, many small ones, and rough handling.

mod real;
mod rough;
mod sample;
mod shapes;
mod splitting;
