#!/usr/bin/perl
# Prints how many texts a second Sisimai gives a reason for: perl sisimai.pl TEXTS SECONDS
#
# TEXTS holds one JSON string a line. Sisimai::Reason->match takes a text by itself, without the mail around it;
# loading Sisimai and reading the file are not timed.
use strict;
use warnings;
use JSON::PP;
use Sisimai::Reason;
use Time::HiRes 'time';

my ($file, $seconds) = @ARGV;
open my $in, '<', $file or die "$file: $!\n";
my $json = JSON::PP->new->utf8->allow_nonref;
my @texts = map { $json->decode($_) } <$in>;

Sisimai::Reason->match($_) for @texts[0 .. 9];    # loads what it loads late
my ($count, $start) = (0, time);
until (time - $start >= $seconds) {
    for my $text (@texts) {
        Sisimai::Reason->match($text);
        last if ++$count % 100 == 0 and time - $start >= $seconds;
    }
}
printf "%.1f\n", $count / (time - $start);
