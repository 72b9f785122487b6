"""`python -m pysched_gen`."""

from pysched_gen.cli import main

if __name__ == "__main__":
    main(prog_name="pysched-gen")
